/**
 * Whether the service stays as it is over time: {@code tickwatch soak}.
 *
 * <p>The service runs as a process of its own, as {@code tickwatch run} does, beside an embedded
 * broker in this one. Ticks come at a share of what it can sustain, symbols come and go, and its
 * model is replaced again and again. What it tells of itself under {@code /metrics}, and what the
 * system tells of its process, is sampled all along: heap, resident memory, open files, threads,
 * meters. {@link dev.tickwatch.lab.soak.Flatness} then judges each series after the warm-up by a
 * robust slope; the heap by what full collections leave of it, which the service is told to make
 * now and then. The report is a page, a picture and a file for machines.
 */
package dev.tickwatch.lab.soak;
