package dev.penstock.contracts.stage;

import dev.penstock.contracts.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * What a slice brought in one stage.
 *
 * @param stage this stage's calls
 * @param whole after the last stage: the requests that are finished now, with all their stages
 */
public record StageReceipt(Receipt stage, @Nullable Receipt whole) {}
