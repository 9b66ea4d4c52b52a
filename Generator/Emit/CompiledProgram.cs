using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Passes;

namespace GraphGen.Generator.Emit;

/// <summary>A program behind all passes, with its memory plan, its schedule, and what runs over few samples at a time.</summary>
internal sealed record CompiledProgram(Program Program, MemoryPlan Memory, Schedule Schedule, ImmutableArray<Strip> Strips)
{
    /// <summary>Operations of the forward pass for one sample.</summary>
    public long Flops => Program.Forward.Concat(Program.Link).Sum(operation => operation.Split.FlopsPerSample);

    public static CompiledProgram Of(NetworkGraph graph, bool isTraining)
    {
        ProgramBuilder builder = new(LateRectifier.Run(graph), isTraining);
        builder.AppendForward();
        if (isTraining)
            Gradient.Append(builder);
        Program program = Verifier.Check(builder.ToProgram(), nameof(Gradient));
        program = Verifier.Check(Fusion.Run(program), nameof(Fusion));
        program = Verifier.Check(LateBias.Run(program), nameof(LateBias));
        // Inference takes few samples at a time as it is.
        ImmutableArray<Strip> strips = isTraining ? Strip.Of(program) : [];
        MemoryPlan memory = MemoryPlan.Of(program, strips);
        return new CompiledProgram(program, memory, Schedule.Of(program, memory), strips);
    }
}
