package dev.penstock.activities.batch.planning;

import static dev.penstock.formats.InputErrorCodes.INVALID_JSON_LINE;
import static dev.penstock.formats.InputErrorCodes.INVALID_REQUEST;
import static dev.penstock.formats.InputErrorCodes.MODEL_NOT_FOUND;
import static dev.penstock.formats.InputErrorCodes.URL_MISMATCH;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.activities.attachment.FileInspection;
import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.plan.ModelPools;
import dev.penstock.activities.plan.PoolFacts;
import dev.penstock.activities.tokens.ModelName;
import dev.penstock.activities.tokens.RequestNumbers;
import dev.penstock.activities.tokens.TokenEstimate;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.formats.InputLine.Readable;
import dev.penstock.store.Json;
import dev.penstock.store.UntrustedJson;
import dev.penstock.store.cache.CacheEligibility;
import dev.penstock.store.cache.RequestDigest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks the requests of an input one after the other, and finds each one's pool. */
final class RequestCheck implements LineCheck {
    /** The body field that each endpoint requires. */
    private static final Map<String, String> NEEDED = Map.of(
            "/v1/chat/completions", "messages",
            "/v1/embeddings", "input",
            "/v1/responses", "input",
            "/v1/completions", "prompt",
            "/v1/messages", "messages",
            "/v1/moderations", "input",
            "/v1/images/generations", "prompt");

    private static final int MOST_KNOWN = 1_000;

    private final BatchSpec spec;
    private final ModelPools pools;
    private final TokenEstimate tokens;
    private final PlannedFiles files;
    private final boolean providerJudges;
    /** Pools of models that are found once; each line may name another model. */
    private final Map<String, Optional<PoolFacts>> known = new HashMap<>();

    private @Nullable String endpoint;
    /** The line that set the endpoint; 0 if the batch set it. */
    private long endpointLine;

    /**
     * @param files the files that requests may name; empty if the batch may read none
     * @param providerJudges whether bodies are sent whatever they lack, so that the provider refuses their lines alone
     */
    RequestCheck(
            BatchSpec spec,
            ModelPools pools,
            TokenEstimate tokens,
            Optional<FileInspection> files,
            boolean providerJudges) {
        this.files = new PlannedFiles(files, spec.lane());
        this.providerJudges = providerJudges;
        this.spec = spec;
        this.pools = pools;
        this.tokens = tokens;
        this.endpoint = spec.endpoint().orElse(null);
    }

    @Override
    public Sound check(Readable line) {
        Readable request = files.noted(line);
        EndpointUrl endpointUrl = endpointUrl(request);
        String url = endpointUrl.path();
        JsonNode body = body(request, url);
        String given = body.path("model").asText("");
        String named = given.isEmpty() ? spec.model().orElse("") : given;
        PoolFacts pool = pool(named);
        if (!endpointUrl.isOf(pools.address(pool.name()))) {
            throw new RequestProblem(
                    URL_MISMATCH,
                    "url has another provider's address than pool %s: write %s".formatted(pool.name(), url));
        }
        pools.problem(pool.name(), url, body).ifPresent(problem -> {
            throw wrongBody(problem);
        });
        String model = named.isEmpty() ? defaultModel(pool) : named;
        byte[] raw = given.isEmpty() ? ModelField.put(bytes(request), body, model) : bytes(request);
        long input = tokens.input(model, body);
        Optional<NanoUsd> worst = pools.worstCase(pool.name()).roughly(url, model, body, input);
        if (spec.budgetUsd().isPresent() && worst.isEmpty()) {
            throw new RequestProblem(INVALID_REQUEST, unpriced(pools.worstCase(pool.name()), url, model, body));
        }
        long total = input + tokens.output(url, body);
        return new Sound(url, raw, pool, input, total, worst, model, InputFacts.texts(url, body));
    }

    @Override
    public Optional<byte[]> digest(Readable request, Sound sound) {
        try {
            JsonNode body = UntrustedJson.parse(sound.body());
            return request.reusable() && CacheEligibility.isReusable(body)
                    ? Optional.of(new RequestDigest().add(sound.url()).add(body).finish())
                    : Optional.empty();
        } catch (IOException e) {
            throw new RequestProblem(INVALID_JSON_LINE, "body is " + Json.reason(e, sound.body()));
        }
    }

    private static String unpriced(WorstCase worstCase, String url, String model, JsonNode body) {
        return worstCase.why(
                url, RequestProblem.shortened(model), body, "--max-tokens, or max_completion_tokens in the request");
    }

    private EndpointUrl endpointUrl(Readable request) {
        if (!"POST".equals(request.method())) {
            throw new RequestProblem(URL_MISMATCH, "method must be POST, not " + shown(request.method()));
        }
        EndpointUrl found = EndpointUrl.of(request.url(), NEEDED.keySet())
                .orElseThrow(() -> new RequestProblem(
                        URL_MISMATCH,
                        "url must be one of %s, not %s"
                                .formatted(
                                        String.join(
                                                ", ",
                                                NEEDED.keySet().stream()
                                                        .sorted()
                                                        .toList()),
                                        shown(request.url()))));
        String url = found.path();
        if (endpoint == null) {
            endpoint = url;
            endpointLine = request.line();
        }
        if (!endpoint.equals(url)) {
            String where = endpointLine == 0 ? "of the batch" : "on line " + endpointLine;
            throw new RequestProblem(URL_MISMATCH, "url %s differs from %s %s".formatted(url, endpoint, where));
        }
        return found;
    }

    private JsonNode body(Readable request, String url) {
        byte[] text = bytes(request);
        JsonNode body;
        try {
            body = UntrustedJson.parse(text);
        } catch (IOException e) {
            throw new RequestProblem(INVALID_JSON_LINE, "body is " + Json.reason(e, text));
        }
        if (body.path("stream").asBoolean()) {
            throw wrongBody("stream must not be true in a batch");
        }
        if (!providerJudges) {
            checkNeeded(url, body);
        }
        RequestNumbers.wrong(url, body)
                .map(RequestNumbers.Wrong::message)
                .or(() -> ModelName.wrong(body))
                .ifPresent(message -> {
                    throw wrongBody(message);
                });
        return body;
    }

    /** Returns the problem of a body that cannot be sent, because it could be answered or charged without bounds. */
    private RequestProblem wrongBody(String message) {
        return providerJudges
                ? RequestProblem.onlyOfLine(INVALID_REQUEST, message)
                : new RequestProblem(INVALID_REQUEST, message);
    }

    private static void checkNeeded(String url, JsonNode body) {
        String needed = String.valueOf(NEEDED.get(url));
        JsonNode value = body.path(needed);
        if (value.isMissingNode() || value.isNull() || (value.isContainerNode() && value.isEmpty())) {
            throw new RequestProblem(INVALID_REQUEST, "body has no " + needed);
        }
        if (needed.equals("messages") && !value.isArray()) {
            throw new RequestProblem(INVALID_REQUEST, "messages is not an array");
        }
    }

    private static byte[] bytes(Readable request) {
        if (request.body() == null) {
            throw new RequestProblem(INVALID_REQUEST, "the request has no body");
        }
        return request.body();
    }

    private PoolFacts pool(String model) {
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(model, this::find).orElseThrow(() -> noPool(model));
    }

    private Optional<PoolFacts> find(String model) {
        Optional<PoolFacts> found = pools.find(model, spec.pool());
        found.ifPresent(pool -> pools.expect(pool.name(), model.isEmpty() ? defaultModel(pool) : model));
        return found;
    }

    private RequestProblem noPool(String model) {
        String configured = String.join(", ", pools.names());
        if (model.isEmpty()) {
            return noModel();
        }
        String wanted =
                spec.pool().map(pool -> "pool '" + pool + "' does not serve").orElse("no pool serves");
        return new RequestProblem(
                MODEL_NOT_FOUND,
                "%s model '%s'; configured pools: %s"
                        .formatted(
                                wanted, RequestProblem.shortened(model), configured.isEmpty() ? "none" : configured));
    }

    private static RequestProblem noModel() {
        return new RequestProblem(
                MODEL_NOT_FOUND, "the request names no model: set one with --model or PENSTOCK_MODEL");
    }

    private String defaultModel(PoolFacts pool) {
        if (pool.defaultModel() == null) {
            throw noModel();
        }
        return pool.defaultModel();
    }

    private static String shown(@Nullable String value) {
        return value == null ? "missing" : "'" + RequestProblem.shortened(value) + "'";
    }
}
