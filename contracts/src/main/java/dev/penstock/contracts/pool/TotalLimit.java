package dev.penstock.contracts.pool;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The most that a process may have used in all since it began: what it had used when it reported, and what it was lent of the
 * limits of an hour or a day. Calls that it starts while the report is under way are part of it.
 *
 * @param requests calls started; null = no limit
 * @param tokens used by calls that have ended, or reserved for calls under way; null = no limit
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TotalLimit(@Nullable Long requests, @Nullable Long tokens) {}
