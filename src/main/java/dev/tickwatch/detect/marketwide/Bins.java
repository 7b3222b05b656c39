package dev.tickwatch.detect.marketwide;

import java.nio.ByteBuffer;

/**
 * Counts of values by bins around 0, to have their median of any number of them, joined in any
 * order. Mutable; not thread-safe.
 */
final class Bins {
  private final Scale scale;
  private final int[] counts;
  private int total;

  /** Which bin a value lies in, and what a bin stands for. */
  enum Scale {
    /** Standard deviations: tenths, to 30. */
    MOVE(300) {
      @Override
      int bin(double size) {
        return (int) Math.round(size * 10);
      }

      @Override
      double size(int bin) {
        return bin / 10.0;
      }
    },
    /** Log returns: steps of 4 % from 1e-7 on. */
    LOG_RETURN(460) {
      @Override
      int bin(double size) {
        return size < SMALLEST ? 0 : 1 + (int) (Math.log(size / SMALLEST) / STEP);
      }

      @Override
      double size(int bin) {
        return bin == 0 ? 0 : SMALLEST * Math.exp((bin - 0.5) * STEP);
      }
    };

    private static final double SMALLEST = 1e-7;
    private static final double STEP = 0.04;

    private final int most;

    Scale(int most) {
      this.most = most;
    }

    abstract int bin(double size);

    abstract double size(int bin);
  }

  Bins(Scale scale) {
    this.scale = scale;
    counts = new int[2 * scale.most + 1];
  }

  void add(double value) {
    int bin = Math.min(scale.most, scale.bin(Math.abs(value)));
    counts[scale.most + (value < 0 ? -bin : bin)]++;
    total++;
  }

  void merge(Bins other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
  }

  /** Of the values as their bins stand for them; 0 where there are none. */
  double median() {
    return total == 0 ? 0 : (ranked((total - 1) / 2) + ranked(total / 2)) / 2;
  }

  private double ranked(int rank) {
    int before = 0;
    int i = 0;
    while (before + counts[i] <= rank) {
      before += counts[i];
      i++;
    }
    int bin = i - scale.most;
    return bin < 0 ? -scale.size(-bin) : scale.size(bin);
  }

  int encodedSize() {
    return Short.BYTES + filled() * (Short.BYTES + Integer.BYTES);
  }

  private int filled() {
    int filled = 0;
    for (int count : counts) {
      filled += count > 0 ? 1 : 0;
    }
    return filled;
  }

  void encode(ByteBuffer to) {
    to.putShort((short) filled());
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        to.putShort((short) i).putInt(counts[i]);
      }
    }
  }

  /** Adds what {@link #encode} wrote. */
  void read(ByteBuffer from) {
    int filled = from.getShort();
    for (int i = 0; i < filled; i++) {
      int at = from.getShort();
      int count = from.getInt();
      if (at < 0 || at >= counts.length || count < 0) {
        throw new IllegalArgumentException("a bin " + at + " of " + count + " values is damaged");
      }
      counts[at] += count;
      total += count;
    }
  }
}
