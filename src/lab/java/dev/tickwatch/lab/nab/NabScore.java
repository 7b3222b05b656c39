package dev.tickwatch.lab.nab;

/**
 * How a detector did on a corpus.
 *
 * @param profile whose weights were used
 * @param threshold rows that score it or more were detected; infinite when silence pays best
 * @param score 0 of a silent detector, 100 of a perfect one; can be below 0
 * @param raw weights summed, before they are brought to that scale
 * @param windows that there are
 * @param foundWindows of these, with a detected row
 * @param falsePositives detected rows outside of any window
 */
public record NabScore(
    ApplicationProfile profile,
    double threshold,
    double score,
    double raw,
    int windows,
    int foundWindows,
    int falsePositives) {}
