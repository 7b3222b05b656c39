/**
 * From a trained network to an ONNX file that is known to say the same.
 *
 * <p>{@link dev.tickwatch.lab.export.OnnxAlgebra} writes the calls of a {@link
 * dev.tickwatch.lab.network.Network} as nodes of a graph, {@link dev.tickwatch.lab.export.OnnxFile}
 * gives the graph its input and its named outputs, and {@link dev.tickwatch.lab.export.SelfCheck}
 * compares every one of them with what PyTorch computes, and refuses a file that differs. The ONNX
 * message classes live here.
 */
package dev.tickwatch.lab.export;
