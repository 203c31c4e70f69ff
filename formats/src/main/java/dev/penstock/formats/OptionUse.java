package dev.penstock.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.batch.BatchSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Notes where an option of the batch or a field of a line is not used, so that the user is told of it once. */
final class OptionUse {
    private final BatchSpec spec;
    private final Set<String> remarks = new LinkedHashSet<>();
    private final Set<String> unsent = new TreeSet<>();
    private @Nullable String ownLimit;

    OptionUse(BatchSpec spec) {
        this.spec = spec;
    }

    /** Returns the limit of its answer that a body or line names. */
    static Optional<JsonNode> limitOf(ObjectNode body) {
        return Stream.of(LineParameters.MAX_TOKENS, LineParameters.MAX_COMPLETION_TOKENS, "max_output_tokens")
                .map(body::path)
                .filter(value -> !value.isMissingNode() && !value.isNull())
                .findFirst();
    }

    /** Notes a line whose own limit is above that of the batch, which may be a guard against cost. */
    void ownLimit(long line, ObjectNode body) {
        if (ownLimit == null && spec.maxTokens().isPresent()) {
            limitOf(body)
                    .filter(own -> own.asLong() > spec.maxTokens().get())
                    .ifPresent(own -> ownLimit =
                            ("line %d allows %s tokens itself, so --max-tokens %d is not its limit: an option counts"
                                            + " only for lines that name none")
                                    .formatted(
                                            line, own.asText(), spec.maxTokens().get()));
        }
    }

    /** Notes an option that requests to this url do not have. */
    void ignored(boolean isSet, String option, String url) {
        if (isSet) {
            remarks.add("%s: not sent, because requests to %s have no such option".formatted(option, url));
        }
    }

    /** Notes the fields of a line that would be parameters of its request, if the prompt were not made by a template. */
    void unsent(ObjectNode fields, List<String> used) {
        if (remarks.isEmpty() && unsent.isEmpty()) {
            for (String name : LineParameters.names()) {
                if (fields.has(name) && !used.contains(name)) {
                    unsent.add(name);
                }
            }
        }
    }

    List<String> remarks() {
        List<String> all = new ArrayList<>(remarks);
        if (ownLimit != null) {
            all.add(ownLimit);
        }
        if (!unsent.isEmpty()) {
            all.add("the lines' %s: not sent, because the prompt is made by a template; use the options of these names"
                    .formatted(String.join(", ", unsent)));
        }
        return all;
    }
}
