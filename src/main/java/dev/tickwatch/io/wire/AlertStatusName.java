package dev.tickwatch.io.wire;

import dev.tickwatch.detect.alert.Alert.Status;

/**
 * The status of an alert in records: readers of the first version know three. An accepted episode
 * is a closed one to them, and carries a flag for those who know better.
 */
final class AlertStatusName {
  private AlertStatusName() {}

  static String of(Status status) {
    return status == Status.ACCEPTED ? Status.CLOSED.name() : status.name();
  }

  static Status status(String name, boolean accepted) {
    Status status = Status.valueOf(name);
    return status == Status.CLOSED && accepted ? Status.ACCEPTED : status;
  }
}
