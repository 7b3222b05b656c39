/**
 * What a network is: one definition that both trains and is exported.
 *
 * <p>A {@link dev.tickwatch.lab.network.Network} declares its layers ({@link
 * dev.tickwatch.lab.network.Linear}, {@link dev.tickwatch.lab.network.Lstm}) on a {@link
 * dev.tickwatch.lab.network.WeightLayout}, and writes what it computes as calls on an abstract
 * {@link dev.tickwatch.lab.network.Algebra}, whose results it puts in {@link
 * dev.tickwatch.lab.network.Outputs} by name. Training and export take everything from there, so
 * another network is one more class. Knows no PyTorch, no ONNX and no prices.
 */
package dev.tickwatch.lab.network;
