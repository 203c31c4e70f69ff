package dev.penstock.starter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of docs/architecture.md: everything points at contracts, and nothing points round in a circle. */
@AnalyzeClasses(packages = "dev.penstock", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule modulesHaveNoCircles =
            slices().matching("dev.penstock.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule contractsKnowNobody = noClasses()
            .that()
            .resideInAPackage("dev.penstock.contracts..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.penstock.workflows..",
                    "dev.penstock.store..",
                    "dev.penstock.providers..",
                    "dev.penstock.activities..",
                    "dev.penstock.worker..",
                    "dev.penstock.starter..");

    @ArchTest
    static final ArchRule workflowsKnowOnlyContracts = noClasses()
            .that()
            .resideInAPackage("dev.penstock.workflows..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.penstock.store..",
                    "dev.penstock.providers..",
                    "dev.penstock.activities..",
                    "dev.penstock.simulator..");

    @ArchTest
    static final ArchRule aProvidersWireKnowsNothingOfTemporal = noClasses()
            .that()
            .resideInAPackage("dev.penstock.providers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.temporal..", "dev.penstock.activities..", "dev.penstock.limits..");

    @ArchTest
    static final ArchRule theSimulatorKnowsNothingOfOurs = noClasses()
            .that()
            .resideInAPackage("dev.penstock.simulator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.penstock.contracts..", "dev.penstock.store..", "dev.penstock.activities..");

    @ArchTest
    static final ArchRule nobodyHasAUtilityDrawer =
            noClasses().should().resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..");
}
