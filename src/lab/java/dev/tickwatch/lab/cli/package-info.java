/**
 * The lab's commands: what trains, demonstrates and measures, for whoever installs the lab beside
 * the product. Each reads flags, assembles settings and calls one testable method.
 */
package dev.tickwatch.lab.cli;
