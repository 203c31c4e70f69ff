package dev.penstock.starter.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.penstock.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Renders a report as one HTML file that includes its styles, scripts and data and needs no network. */
public final class ReportPage {
    private static final String CHARTS = "/META-INF/resources/webjars/chart.js/4.4.9/dist/chart.umd.js";

    private ReportPage() {}

    public static String of(BatchReport report) {
        // Each placeholder is replaced once, and inserted text is not searched again, because data may look like a
        // placeholder.
        StringBuilder page = new StringBuilder();
        for (String part : text("/report/report.html").split("(?=\\{\\{)|(?<=\\}\\})")) {
            page.append(
                    switch (part) {
                        case "{{style}}" -> text("/dashboard/assets/dashboard.css") + text("/report/report.css");
                        case "{{charts}}" -> text(CHARTS).replaceFirst("//# sourceMappingURL=\\S+\\s*$", "");
                        case "{{script}}" -> text("/report/report.js");
                        case "{{report}}" -> json(report);
                        default -> part;
                    });
        }
        return page.toString();
    }

    /** Writes the data as JSON in which no batch's name can end the surrounding script element. */
    private static String json(BatchReport report) {
        try {
            return Json.MAPPER.writeValueAsString(report).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String resource) {
        try (InputStream in = ReportPage.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
