package dev.penstock.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.batch.BatchSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Notes where an option of the batch or a field of a line is not used, so that the user is told of it once. */
final class OptionUse {
    /** Parameters of requests that a line with a prompt cannot name, or not so; without case and underscores. */
    private static final Set<String> FOREIGN = Set.of(
            "maxtokens",
            "maxcompletiontokens",
            "maxoutputtokens",
            "maxnewtokens",
            "maxtokenstosample",
            "topp",
            "topk",
            "minp",
            "logprobs",
            "toplogprobs",
            "logitbias",
            "systemprompt",
            "systeminstruction",
            "stopsequences",
            "responseformat",
            "presencepenalty",
            "frequencypenalty",
            "reasoningeffort",
            "toolchoice");

    private final BatchSpec spec;
    private final Set<String> remarks = new LinkedHashSet<>();
    private final Set<String> unsent = new TreeSet<>();
    private final Set<String> foreign = new TreeSet<>();
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

    /** Notes the fields of a line with a prompt that look like parameters of its request, and are none under these names. */
    void foreign(ObjectNode fields) {
        if (foreign.isEmpty()) {
            fields.properties().stream()
                    .filter(field -> !field.getValue().isNull())
                    .map(Map.Entry::getKey)
                    .filter(name -> !LineParameters.names().contains(name)
                            && FOREIGN.contains(name.toLowerCase(Locale.ROOT).replaceAll("[_-]", "")))
                    .forEach(foreign::add);
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
        if (!foreign.isEmpty()) {
            all.add("the lines' %s: not sent; a line with a prompt can name %s"
                    .formatted(String.join(", ", foreign), String.join(", ", new TreeSet<>(LineParameters.names()))));
        }
        return all;
    }
}
