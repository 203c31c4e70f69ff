package dev.penstock.starter.estimate;

/**
 * How many tokens a byte has, from a sample, and how far off that may be: what lines have in tokens goes with their
 * length, so that much less has to be counted than if one took the average.
 */
final class TokensPerByte {
    /** 19 of 20 errors are less. */
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
     * Of a total made with it, in per cent; 0 when nothing was left out.
     *
     * @param part of all that was counted, 0 to 1
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
