/** Commands that run until they are stopped: the HTTP API and workers; and the management of API keys. */
@NullMarked
package dev.penstock.starter.cli.service;

import org.jspecify.annotations.NullMarked;
