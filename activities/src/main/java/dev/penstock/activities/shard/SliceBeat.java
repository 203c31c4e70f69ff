package dev.penstock.activities.shard;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The progress of a slice, as its heartbeats report it. */
public record SliceBeat(
        int done, int waiting, @JsonProperty("in_flight") int inFlight) {}
