/**
 * Running the model: windows in, likelihoods and forecasts out.
 *
 * <p>{@link dev.tickwatch.model.scoring.WindowScorer} is one loaded model; many threads may share
 * it. {@link dev.tickwatch.model.scoring.ScoreBatch} carries inputs and outputs of one call and
 * belongs to one thread. ONNX Runtime lives here and nowhere else: only Java arrays and buffers
 * cross the package's edge.
 */
package dev.tickwatch.model.scoring;
