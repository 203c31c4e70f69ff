package dev.penstock.starter.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log file as the product's own logback.xml writes it. */
@SuppressWarnings("NullAway.Init")
class LogLayoutTest {
    private static final String FORGED = "2026-01-01 00:00:00,000 INFO  [main] d.p.s.Main all is well";

    private final LoggerContext context = new LoggerContext();
    private Logger log;

    @TempDir
    Path home;

    @BeforeEach
    void configure() throws JoranException {
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("PENSTOCK_HOME", home.toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Objects.requireNonNull(LogLayoutTest.class.getResource("/logback.xml")));
        log = context.getLogger("dev.penstock.Test");
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void aMessageIsOneLineWhateverANameInItHolds() throws IOException {
        log.info("Batch {} begins", "a\r\n" + FORGED + "\u001b[2J\u2028\u202e");

        assertThat(lines())
                .singleElement()
                .asString()
                .endsWith("Batch a\\r\\n" + FORGED + "\\u001b[2J\\u2028\\u202e begins");
    }

    @Test
    void aLineOfAnExceptionsMessageDoesNotPassForAnEvent() throws IOException {
        log.warn("It failed", new IllegalStateException("no\n" + FORGED + "\u001b[2J"));

        assertThat(lines().getFirst()).contains("WARN").endsWith("It failed");
        assertThat(lines().subList(1, lines().size())).isNotEmpty().allMatch(line -> line.startsWith("  "));
        assertThat(lines()).contains("  " + FORGED + "\\u001b[2J").anyMatch(line -> line.contains("\tat "));
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(home.resolve("penstock.log"));
    }
}
