package dev.penstock.starter.estimate;

import dev.penstock.activities.prices.Prices;
import java.util.OptionalLong;

/**
 * The pool that takes a model's requests, or a route that stands as one pool.
 *
 * @param usual the prices of the pools that are usually called
 * @param highest the prices of the dearest pool that may be called
 * @param longestAnswer the model's longest answer in tokens; empty if it is unknown
 */
record EstimatedPool(String name, Prices usual, Prices highest, OptionalLong longestAnswer) {}
