package dev.penstock.simulator.latency;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.penstock.simulator.time.GoDuration;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The distribution from which the latency of each call is drawn. */
public sealed interface LatencyDistribution {
    LatencyDistribution NONE = new Fixed(Duration.ZERO);

    Duration sample(RandomGenerator dice);

    /** Returns the text that {@link #parse} reads back. */
    @JsonValue
    String text();

    /** Reads {@code 250ms}, {@code 100ms..300ms} or {@code lognormal(800ms,0.5)}, which has median and sigma. */
    @JsonCreator
    static LatencyDistribution parse(String text) {
        Matcher logNormal = LogNormal.TEXT.matcher(text.strip());
        if (logNormal.matches()) {
            return new LogNormal(GoDuration.parse(logNormal.group(1)), Double.parseDouble(logNormal.group(2)));
        }
        int dots = text.indexOf("..");
        if (dots > 0) {
            return new Uniform(GoDuration.parse(text.substring(0, dots)), GoDuration.parse(text.substring(dots + 2)));
        }
        return new Fixed(GoDuration.parse(text));
    }

    /** A latency that never varies. */
    record Fixed(Duration duration) implements LatencyDistribution {
        @Override
        public Duration sample(RandomGenerator dice) {
            return duration;
        }

        @Override
        public String text() {
            return GoDuration.format(duration);
        }
    }

    /** A latency between two bounds, where all values are equally likely. */
    record Uniform(Duration shortest, Duration longest) implements LatencyDistribution {
        public Uniform {
            if (shortest.compareTo(longest) > 0) {
                throw new IllegalArgumentException("the first latency of a range cannot be longer than the second");
            }
        }

        @Override
        public Duration sample(RandomGenerator dice) {
            return Duration.ofNanos(dice.nextLong(shortest.toNanos(), longest.toNanos() + 1));
        }

        @Override
        public String text() {
            return GoDuration.format(shortest) + ".." + GoDuration.format(longest);
        }
    }

    /** A latency mostly near the median, with a long tail, as at real providers. */
    record LogNormal(Duration median, double sigma) implements LatencyDistribution {
        private static final Pattern TEXT =
                Pattern.compile("lognormal\\(\\s*([^,]+?)\\s*,\\s*(\\d+(?:\\.\\d+)?)\\s*\\)");

        @Override
        public Duration sample(RandomGenerator dice) {
            return Duration.ofNanos((long) (median.toNanos() * Math.exp(sigma * dice.nextGaussian())));
        }

        @Override
        public String text() {
            return "lognormal(" + GoDuration.format(median) + "," + sigma + ")";
        }
    }
}
