/**
 * From tail probabilities to alerts a person can bear: a budget, and episodes with hysteresis.
 *
 * <p>{@link dev.tickwatch.alert.AlertPolicy} says when an episode opens and closes, {@link
 * dev.tickwatch.alert.Episode} is the state of one symbol's open episode, and {@link
 * dev.tickwatch.alert.Alert} one change of it, as published. Pure.
 */
package dev.tickwatch.alert;
