package dev.penstock.activities;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** No package of this module depends on itself by way of others. */
@AnalyzeClasses(packages = "dev.penstock.activities", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageCyclesTest {
    @ArchTest
    static final ArchRule packagesHaveNoCircles =
            slices().matching("dev.penstock.activities.(**)").should().beFreeOfCycles();
}
