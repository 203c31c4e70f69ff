package dev.penstock.service.batches;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.Problem;
import java.time.Instant;
import java.util.List;

/** How a batch ended that came to nothing, and has no summary therefore. */
public record BatchFailure(
        boolean cancelled, @JsonProperty("at") Instant at, List<Problem> problems) {}
