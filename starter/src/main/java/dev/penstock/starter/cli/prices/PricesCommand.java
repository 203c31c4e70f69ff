package dev.penstock.starter.cli.prices;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.prices.ModelPattern;
import dev.penstock.activities.prices.PriceCard;
import dev.penstock.activities.prices.PriceCards;
import dev.penstock.activities.prices.PriceChanges;
import dev.penstock.activities.prices.Prices;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.JsonOption;
import dev.penstock.starter.cli.output.StandardOutput;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.cli.session.UserFolders;
import dev.penstock.worker.config.ConfigurationFinder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code penstock prices} shows and explains what models cost, and replaces the price card. */
@Command(
        name = "prices",
        description =
                "Show what models cost: those named, or all that a pattern in quotes fits; `prices update` replaces"
                        + " the price card.",
        sortOptions = false)
public final class PricesCommand implements Callable<Integer> {
    private static final int NEAREST = 3;

    @Parameters(paramLabel = "MODEL", arity = "0..*", description = "Names of models, or patterns such as 'gpt-5*'.")
    List<String> models = new ArrayList<>();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    CommandSpec command = CommandSpec.create();

    private final TerminalOutput console = TerminalOutput.system();

    @Override
    public Integer call() {
        PriceCards cards = new PriceCards(new UserFolders().store().documents());
        PriceCard card = cards.current();
        if (models.isEmpty()) {
            show(card, cards.own().isEmpty());
            return ExitCode.DONE;
        }
        Prices listed = Prices.of(() -> card);
        List<PriceText.Shown> found = new ArrayList<>();
        for (String model : models) {
            found.addAll(model.contains("*") ? matching(model, listed) : List.of(one(model, listed)));
        }
        if (json.wanted) {
            json.print(found.stream().map(shown -> PriceText.json(shown, card)).toList());
        } else {
            boolean isTable = models.stream().anyMatch(model -> model.contains("*"));
            StandardOutput.page(isTable ? PriceText.table(found) : PriceText.pages(found, card), command);
        }
        return ExitCode.DONE;
    }

    private void show(PriceCard card, boolean isBuiltIn) {
        if (json.wanted) {
            json.print(PriceText.json(card, isBuiltIn));
        } else {
            StandardOutput.page(PriceText.card(card, isBuiltIn), command);
        }
    }

    private static List<PriceText.Shown> matching(String pattern, Prices listed) {
        return listed.card()
                .names()
                .filter(name -> ModelPattern.exactness(List.of(pattern), name) > 0)
                .flatMap(name -> listed.find(name).stream().map(price -> new PriceText.Shown(name, null, price, null)))
                .toList();
    }

    private static PriceText.Shown one(String model, Prices listed) {
        @Nullable PoolConfig pool = PoolConfig.serving(model, pools()).orElse(null);
        Prices ofPool = pool == null ? listed : listed.with(pool.prices(), pool.baseUrl());
        Prices.Found price = ofPool.find(model).orElseThrow(() -> unknown(model, listed));
        return new PriceText.Shown(
                model,
                pool == null ? null : pool.name(),
                price,
                PriceText.Example.of(ofPool, model).orElse(null));
    }

    private static List<PoolConfig> pools() {
        try {
            return ConfigurationFinder.find(null, Path.of(""), new UserFolders().folder(), System.getenv())
                    .pools();
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    private static UserError unknown(String model, Prices listed) {
        List<String> nearest = listed.card().nearest(model, NEAREST);
        return new UserError("the price of '%s' is unknown: %s%s"
                .formatted(
                        model,
                        Prices.whatToAdd(model),
                        nearest.isEmpty() ? "" : "; the card has " + String.join(", ", nearest)));
    }

    @Command(
            name = "update",
            description = "Replace the price card of the store by a file or an https:// address, checked first.",
            sortOptions = false)
    int update(
            @Parameters(paramLabel = "FILE|URL", arity = "0..1", description = "The new card.") @Nullable String source,
            @Option(names = "--force", description = "Take a card that is older than the one in use.") boolean force,
            @Option(names = "--built-in", description = "Go back to the card that comes with Penstock.")
                    boolean builtIn)
            throws IOException {
        PriceCards cards = new PriceCards(new UserFolders().usableStore().documents());
        if (builtIn) {
            console.say(
                    cards.useBuiltIn()
                            ? "the prices that come with Penstock are in use again"
                            : "the prices that come with Penstock are in use already");
            return ExitCode.DONE;
        }
        if (source == null) {
            throw new UserError("name the file or the https:// address of a price card, or --built-in");
        }
        try {
            PriceChanges changes = cards.use(CardSource.read(source), LocalDate.now(ZoneOffset.UTC), force);
            PriceText.changes(changes).forEach(console::say);
            return ExitCode.DONE;
        } catch (IllegalArgumentException e) {
            throw new UserError("%s; the prices in use stay as they are".formatted(e.getMessage()));
        }
    }
}
