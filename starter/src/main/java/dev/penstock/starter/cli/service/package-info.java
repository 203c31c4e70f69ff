/** Commands that stay until they are stopped: the HTTP API and workers, and the keys of its callers. */
@NullMarked
package dev.penstock.starter.cli.service;

import org.jspecify.annotations.NullMarked;
