package dev.penstock.starter.cli.submit;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.contracts.PrintableText;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.formats.InputLine.Readable;
import dev.penstock.formats.InputReader;
import dev.penstock.formats.InputReaders;
import dev.penstock.formats.InputSource;
import dev.penstock.formats.UnreadableInputException;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.provider.OfferedModels;
import dev.penstock.store.UntrustedJson;
import dev.penstock.store.input.InputLocation;
import dev.penstock.worker.config.ProviderChoice;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds out before anything starts that requests name no model, and says which the provider offers. */
final class MissingModel {
    private static final int LINES = 1_000;
    private static final int NAMED = 8;

    private final Function<PoolConfig, List<String>> offered;

    MissingModel(Function<PoolConfig, List<String>> offered) {
        this.offered = offered;
    }

    /**
     * Refuses a batch whose first requests name no model.
     *
     * @throws UserError in one sentence
     */
    static void refuse(InputLocation input, BatchSpec spec, ProviderChoice provider) {
        new MissingModel(OfferedModels::of).check(input, spec, provider);
    }

    void check(InputLocation input, BatchSpec spec, ProviderChoice provider) {
        if (spec.model().isPresent()) {
            return;
        }
        if (spec.stages().isPresent()) {
            spec.stages().get().stages().stream()
                    .filter(stage -> stage.model().isEmpty())
                    .findFirst()
                    .ifPresent(stage -> {
                        throw refusal("stage \"%s\" names no model".formatted(stage.name()), provider);
                    });
            return;
        }
        firstWithout(input, spec).ifPresent(request -> {
            String missing =
                    request.line() <= 1 ? "no model is named" : "line %d names no model".formatted(request.line());
            throw refusal(missing, provider);
        });
    }

    private UserError refusal(String missing, ProviderChoice provider) {
        return new UserError("%s: pass --model NAME or set PENSTOCK_MODEL%s".formatted(missing, offer(provider)));
    }

    /** Returns the end of the sentence; of several pools the model decides, so none of them is asked. */
    private String offer(ProviderChoice provider) {
        List<PoolConfig> served = provider.served();
        if (served.size() != 1) {
            return "; pools: " + String.join(", ", provider.servedNames());
        }
        PoolConfig pool = served.getFirst();
        List<String> models = offered.apply(pool);
        if (models.isEmpty()) {
            return "";
        }
        String names = PrintableText.line(pool.account()
                .withoutSecrets(String.join(", ", models.subList(0, Math.min(NAMED, models.size())))));
        String more = models.size() > NAMED ? " and %d more".formatted(models.size() - NAMED) : "";
        return "; %s offers %s%s".formatted(pool.baseUrl(), PrintableText.shortened(names, 400), more);
    }

    private static Optional<Readable> firstWithout(InputLocation input, BatchSpec spec) {
        try (InputReader lines = InputReaders.open(new InputSource(input), spec)) {
            return FirstLines.find(lines, LINES, request -> !namesModel(request));
        } catch (IOException | UnreadableInputException e) {
            // Planning reports mistakes in the input more precisely.
            return Optional.empty();
        }
    }

    private static boolean namesModel(Readable request) {
        try {
            return request.body() == null
                    || !UntrustedJson.parse(request.body())
                            .path("model")
                            .asText()
                            .isEmpty();
        } catch (IOException e) {
            return true; // It is another mistake, which planning reports.
        }
    }
}
