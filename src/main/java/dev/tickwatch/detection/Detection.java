package dev.tickwatch.detection;

import dev.tickwatch.alert.Alert;
import java.util.Optional;

/**
 * All that one tick gave.
 *
 * @param forecast present where forecasts are asked for
 * @param alert present where the tick opened, updated or closed an episode
 */
public record Detection(Score score, Optional<Forecast> forecast, Optional<Alert> alert) {}
