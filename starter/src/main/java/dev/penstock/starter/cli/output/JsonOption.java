package dev.penstock.starter.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --json}, which prints a command's output as JSON on standard output. */
public final class JsonOption {
    @Option(names = "--json", description = "Print the answer as JSON on standard output.")
    public boolean wanted;

    @Spec(Spec.Target.MIXEE)
    CommandSpec command = CommandSpec.create();

    public void print(Object value) {
        try {
            PrintWriter out = StandardOutput.of(command);
            out.println(new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .writeValueAsString(value));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
