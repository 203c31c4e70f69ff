package dev.penstock.activities.shard;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a slice is, as its heartbeats say. */
public record SliceBeat(
        int done, int waiting, @JsonProperty("in_flight") int inFlight) {}
