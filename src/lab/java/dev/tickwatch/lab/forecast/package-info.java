/**
 * Proper scoring rules of predictive distributions: what a forecast is charged once the outcome is
 * known. A rule is proper when no forecaster gains by saying something else than he believes
 * (Gneiting & Raftery 2007), so that distributions of different makers can be compared by their
 * mean charge. Beside them the share of outcomes that an interval covers, which is no score but
 * shows whether a forecaster knows how much he does not know.
 *
 * <p>All on plain numbers, static and pure.
 */
package dev.tickwatch.lab.forecast;
