/**
 * The demonstration: a broker in this process, real prices from a Maven artifact, a model trained
 * on their first part, the service scoring the rest.
 *
 * <p>{@link dev.tickwatch.lab.demo.Demo} is the story from first to last; {@link
 * dev.tickwatch.lab.demo.DemoPrices} what it is told on.
 */
package dev.tickwatch.lab.demo;
