/**
 * From tail probabilities to alerts a person can bear: a budget, and episodes with hysteresis.
 *
 * <p>{@link dev.tickwatch.detect.alert.AlertPolicy} says when an episode opens and closes, {@link
 * dev.tickwatch.detect.alert.Episode} is the state of one symbol's open episode, and {@link
 * dev.tickwatch.detect.alert.Alert} one change of it, as published. Pure.
 */
package dev.tickwatch.detect.alert;
