package dev.penstock.starter.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.temporal.common.metadata.POJOWorkflowInterfaceMetadata;
import io.temporal.common.metadata.WorkflowMethodType;
import io.temporal.workflow.WorkflowInterface;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The catalogue of signals, updates and queries has those of the workflows' interfaces, and no others. */
final class MessageCatalogueTest {
    private static final Set<WorkflowMethodType> MESSAGES =
            Set.of(WorkflowMethodType.SIGNAL, WorkflowMethodType.UPDATE, WorkflowMethodType.QUERY);

    @Test
    void everyMessageOfAWorkflowIsInTheCatalogue() {
        String catalogue = Document.read("docs/temporal.md").text();
        for (JavaClass each : new ClassFileImporter().importPackages("dev.penstock.contracts")) {
            if (each.isAnnotatedWith(WorkflowInterface.class)) {
                var workflow = POJOWorkflowInterfaceMetadata.newInstance(each.reflect());
                String type = workflow.getWorkflowType().orElseThrow();
                List<String> messages = workflow.getMethodsMetadata().stream()
                        .filter(method -> MESSAGES.contains(method.getType()))
                        .map(method -> method.getType().name().toLowerCase(Locale.ROOT) + " `" + method.getName() + "`")
                        .toList();

                assertThat(rowsOf(type, catalogue)).as(type).containsExactlyInAnyOrderElementsOf(messages);
            }
        }
    }

    /** Returns the kind and name of each message in the table below a type's heading. */
    private static List<String> rowsOf(String type, String catalogue) {
        String section =
                catalogue.replaceFirst("(?s).*\\n### `" + type + "`\\n", "").replaceFirst("(?s)\\n##.*", "");
        return Pattern.compile("(?m)^\\| (signal|update|query) (`\\w+`)")
                .matcher(section)
                .results()
                .map(match -> match.group(1) + " " + match.group(2))
                .toList();
    }
}
