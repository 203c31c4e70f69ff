/** Records histories of every workflow on a real Temporal server, for the replay test: {@code make histories}. */
@NullMarked
package dev.penstock.workflows.recording;

import org.jspecify.annotations.NullMarked;
