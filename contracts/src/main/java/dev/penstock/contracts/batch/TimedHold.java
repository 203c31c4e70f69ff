package dev.penstock.contracts.batch;

import java.time.Instant;

/**
 * The pause of a batch that ends by itself.
 *
 * @param reason why the batch cannot go on, for people; it says until when
 * @param until when the batch goes on if nobody resumes it before
 */
public record TimedHold(String reason, Instant until) {}
