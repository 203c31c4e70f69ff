package dev.penstock.limits.simulation;

/**
 * A request to be sent.
 *
 * @param reserved tokens it is estimated at, and {@code tokens} it really uses
 */
record SimulatedRequest(String tenant, int reserved, int tokens) {}
