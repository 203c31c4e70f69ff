/** What {@code penstock.yaml} and the environment say: pools, tenants, defaults. */
@NullMarked
package dev.penstock.worker.config;

import org.jspecify.annotations.NullMarked;
