/** Penstock's Java client: submit and watch batches, or send a list of requests and get their outcomes. */
@NullMarked
package dev.penstock.client;

import org.jspecify.annotations.NullMarked;
