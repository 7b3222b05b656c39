/**
 * The scoring service: settings in, a running stream with its model, meters and page out.
 *
 * <p>{@link dev.tickwatch.app.service.ServiceSettings} is all that can be set; {@link
 * dev.tickwatch.app.service.TickwatchService} builds the parts in order, starts them, and closes
 * them in the opposite order. Holds no logic of its own beyond the wiring.
 */
package dev.tickwatch.app.service;
