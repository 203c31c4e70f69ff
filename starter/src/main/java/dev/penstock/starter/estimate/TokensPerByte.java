package dev.penstock.starter.estimate;

/**
 * Estimates tokens per byte from a sample, and the error of this ratio. A line's tokens correlate with its length, so
 * the ratio needs a smaller sample than the average tokens per line.
 */
final class TokensPerByte {
    /** The number of standard deviations that 19 of 20 errors stay within. */
    private static final double CONFIDENCE = 1.96;

    private long count;
    private double tokens;
    private double bytes;
    private double tokensSquared;
    private double bytesSquared;
    private double product;

    void add(double moreTokens, double moreBytes) {
        count++;
        tokens += moreTokens;
        bytes += moreBytes;
        tokensSquared += moreTokens * moreTokens;
        bytesSquared += moreBytes * moreBytes;
        product += moreTokens * moreBytes;
    }

    double bytes() {
        return bytes;
    }

    /**
     * Returns the error of a total that this ratio was used for, in per cent; 0 if every line was counted.
     *
     * @param part the fraction of lines that was counted, 0 to 1
     */
    double errorPercent(double part) {
        if (count < 2 || tokens == 0 || part >= 1) {
            return 0;
        }
        double ratio = tokens / bytes;
        double squares = tokensSquared - 2 * ratio * product + ratio * ratio * bytesSquared;
        double deviation = Math.sqrt(Math.max(0, squares) / (count - 1) / count * (1 - part));
        return 100 * CONFIDENCE * deviation / (tokens / count);
    }
}
