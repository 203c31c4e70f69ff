package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.HdrHistogram.Histogram;

/** Latencies of calls in milliseconds, to two digits, as a text of some dozen bytes (HdrHistogram's encoding, Base64). */
public record LatencyHistogram(@JsonValue String encoded) {
    public static final LatencyHistogram EMPTY = new LatencyHistogram("");
    private static final long LONGEST_MILLIS = 86_400_000;
    private static final int DIGITS = 2;

    @JsonCreator
    public LatencyHistogram {}

    public static LatencyHistogram of(Iterable<Long> millis) {
        Histogram histogram = new Histogram(LONGEST_MILLIS, DIGITS);
        millis.forEach(value -> histogram.recordValue(Math.clamp(value, 0, LONGEST_MILLIS)));
        return encode(histogram);
    }

    public LatencyHistogram plus(LatencyHistogram other) {
        if (encoded.isEmpty() || other.encoded.isEmpty()) {
            return encoded.isEmpty() ? other : this;
        }
        Histogram sum = decode();
        sum.add(other.decode());
        return encode(sum);
    }

    /** Returns the latency in milliseconds that the given percentage of calls did not exceed; 0 when there were no calls. */
    public long percentile(double percent) {
        return encoded.isEmpty() ? 0 : decode().getValueAtPercentile(percent);
    }

    private Histogram decode() {
        return Histogram.decodeFromByteBuffer(
                ByteBuffer.wrap(Base64.getDecoder().decode(encoded)), LONGEST_MILLIS);
    }

    private static LatencyHistogram encode(Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return EMPTY;
        }
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoByteBuffer(buffer);
        return new LatencyHistogram(Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length)));
    }
}
