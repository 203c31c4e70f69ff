package dev.penstock.contracts.providerbatch;

import java.util.List;

/**
 * How a batch goes through the provider's batch lane.
 *
 * @param key tells this cut of this batch from all others at the provider
 * @param requests how many there are in all parts
 * @param onlinePerMinute how many requests a minute the pools would answer online
 * @param rateFrom where that is known from
 */
public record LanePlan(String key, List<Part> parts, long requests, double onlinePerMinute, String rateFrom) {}
