/** Reads the configuration from {@code penstock.yaml} and the environment: pools, tenants, defaults. */
@NullMarked
package dev.penstock.worker.config;

import org.jspecify.annotations.NullMarked;
