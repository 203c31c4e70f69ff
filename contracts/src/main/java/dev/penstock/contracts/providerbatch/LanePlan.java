package dev.penstock.contracts.providerbatch;

import java.util.List;

/**
 * The plan of a batch in the provider's batch lane.
 *
 * @param key distinguishes this split of this batch from all others at the provider
 * @param requests the number of requests in all parts
 * @param onlinePerMinute how many requests per minute the pools would answer online
 * @param rateFrom the source of that rate
 */
public record LanePlan(String key, List<Part> parts, long requests, double onlinePerMinute, String rateFrom) {}
