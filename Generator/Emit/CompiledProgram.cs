using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Passes;

namespace GraphGen.Generator.Emit;

/// <summary>A program behind all passes, with its memory plan and schedule.</summary>
internal sealed record CompiledProgram(Program Program, MemoryPlan Memory, Schedule Schedule)
{
    /// <summary>Operations of the forward pass for one sample.</summary>
    public long Flops => Program.Forward.Concat(Program.Link).Sum(operation => operation.Split.FlopsPerSample);

    public static CompiledProgram Of(NetworkGraph graph, bool isTraining)
    {
        ProgramBuilder builder = new(graph, isTraining);
        builder.AppendForward();
        if (isTraining)
            Gradient.Append(builder);
        Program program = Verifier.Check(builder.ToProgram(), nameof(Gradient));
        program = Verifier.Check(Fusion.Run(program), nameof(Fusion));
        MemoryPlan memory = MemoryPlan.Of(program);
        return new CompiledProgram(program, memory, Schedule.Of(program, memory));
    }
}
