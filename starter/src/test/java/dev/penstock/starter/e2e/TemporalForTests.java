package dev.penstock.starter.e2e;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Tells a test's commands of a namespace on the shared Temporal, and those of {@link OwnTemporal} of none. */
final class TemporalForTests implements ParameterResolver {
    /** What the commands of one test have in their environment. */
    record Variables(Map<String, String> values) {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Variables.class;
    }

    @Override
    public Variables resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return new Variables(startsItsOwn(test) ? Map.of() : shared(test).newNamespace());
    }

    private static boolean startsItsOwn(ExtensionContext test) {
        return AnnotationSupport.isAnnotated(test.getTestMethod(), OwnTemporal.class)
                || AnnotationSupport.isAnnotated(test.getRequiredTestClass(), OwnTemporal.class);
    }

    /** Started by the first that needs it, and stopped after the last test. */
    private static SharedTemporal shared(ExtensionContext test) {
        return test.getRoot()
                .getStore(Namespace.create(TemporalForTests.class))
                .getOrComputeIfAbsent(SharedTemporal.class, type -> started(), SharedTemporal.class);
    }

    private static SharedTemporal started() {
        try {
            return SharedTemporal.start();
        } catch (IOException e) {
            throw new IllegalStateException("no Temporal for the tests", e);
        }
    }
}
