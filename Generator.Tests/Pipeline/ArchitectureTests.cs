using System.Runtime.CompilerServices;

namespace Generator.Tests.Pipeline;

/// <summary>Data flows one way: no phase names a later one.</summary>
public class ArchitectureTests
{
    private static readonly string[] s_phases = ["Read", "Shapes", "Graph", "Passes", "Emit"];

    [Fact]
    public void NoPhaseNamesALaterOne()
    {
        string generator = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "Generator");
        for (int phase = 0; phase < s_phases.Length; phase++)
        {
            foreach (string file in Directory.GetFiles(Path.Combine(generator, s_phases[phase]), "*.cs"))
            {
                string text = File.ReadAllText(file);
                foreach (string later in s_phases.Skip(phase + 1))
                    Assert.False(text.Contains($"GraphGen.Generator.{later};"), $"{Path.GetFileName(file)} of {s_phases[phase]} names {later}.");
            }
        }
    }

    [Fact]
    public void OnlyReadSeesSymbols()
    {
        string generator = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "Generator");
        foreach (string phase in s_phases.Skip(1).Append("Layers"))
        {
            foreach (string file in Directory.GetFiles(Path.Combine(generator, phase), "*.cs"))
                Assert.DoesNotContain("using Microsoft.CodeAnalysis", File.ReadAllText(file));
        }
    }

    private static string ThisFile([CallerFilePath] string file = "") => file;
}
