package dev.penstock.starter;

import static com.tngtech.archunit.base.DescribedPredicate.or;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The arrows of docs/architecture.md: everything points at contracts, and nothing points round in a circle. */
@AnalyzeClasses(packages = "dev.penstock", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String HOUSE = "dev.penstock.";

    /** Each module with those it may use. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("contracts", Set.of()),
            Map.entry("limits", Set.of("contracts")),
            Map.entry("workflows", Set.of("contracts", "limits")),
            Map.entry("store", Set.of("contracts")),
            Map.entry("formats", Set.of("contracts", "store")),
            Map.entry("providers", Set.of("contracts", "store")),
            Map.entry("activities", Set.of("contracts", "limits", "store", "formats", "providers")),
            Map.entry("worker", Set.of("contracts", "limits", "store", "providers", "workflows", "activities")),
            Map.entry("client", Set.of("contracts", "store")),
            Map.entry("engine", Set.of()),
            Map.entry("service", Set.of("contracts", "limits", "store", "providers", "activities", "client", "worker")),
            Map.entry("simulator", Set.of()),
            Map.entry(
                    "starter",
                    Set.of(
                            "contracts",
                            "limits",
                            "store",
                            "formats",
                            "providers",
                            "activities",
                            "client",
                            "engine",
                            "service",
                            "worker",
                            "simulator")));

    @ArchTest
    static void everyModuleHasItsArrows(JavaClasses classes) {
        assertThat(classes.stream().map(ArchitectureTest::module).collect(Collectors.toSet()))
                .isEqualTo(ARROWS.keySet());
    }

    @ArchTest
    static void modulesUseOnlyThoseTheirArrowsPointAt(JavaClasses classes) {
        ARROWS.forEach((module, used) -> classes()
                .that(areIn(module))
                .should()
                .onlyDependOnClassesThat(or(
                        resideOutsideOfPackage("dev.penstock.."),
                        areIn(module),
                        or(used.stream().map(ArchitectureTest::areIn).toList())))
                .check(classes));
    }

    @ArchTest
    static final ArchRule modulesHaveNoCircles =
            slices().matching(HOUSE + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesHaveNoCircles =
            slices().assignedFrom(new PackagesOfTheHouse()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule aProvidersWireKnowsNothingOfTemporal = noClasses()
            .that()
            .resideInAPackage(HOUSE + "providers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.temporal..");

    @ArchTest
    static final ArchRule nobodyHasAUtilityDrawer =
            noClasses().should().resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..");

    private static DescribedPredicate<JavaClass> areIn(String module) {
        return resideInAPackage(HOUSE + module + "..");
    }

    private static String module(JavaClass ofOurs) {
        return ofOurs.getPackageName().substring(HOUSE.length()).replaceFirst("\\..*", "");
    }

    /** Each package is a slice of its own, also one that lies within another. */
    private static final class PackagesOfTheHouse implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return javaClass.getPackageName().startsWith(HOUSE)
                    ? SliceIdentifier.of(javaClass.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
