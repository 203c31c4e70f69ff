package dev.penstock.starter.e2e;

import org.junit.jupiter.api.Order;

/** A fleet on the Temporal that all tests share. */
@Order(2)
final class FleetIT extends FleetTestCase {
    @Override
    void prepareTemporal() {
        // The namespace of this test is in the environment already.
    }
}
