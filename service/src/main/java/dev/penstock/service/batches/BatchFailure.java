package dev.penstock.service.batches;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.Problem;
import java.time.Instant;
import java.util.List;

/** The end of a batch that was refused or stopped before it had results, and so has no summary. */
public record BatchFailure(
        boolean cancelled, @JsonProperty("at") Instant at, List<Problem> problems) {}
