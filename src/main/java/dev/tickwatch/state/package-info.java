/**
 * Fields of what is remembered between ticks. A class that is remembered visits its own fields, one
 * after the other; who stores it decides what becomes of them, and the class knows no byte.
 */
package dev.tickwatch.state;
