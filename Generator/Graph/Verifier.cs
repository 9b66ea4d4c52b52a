using System;
using System.Collections.Generic;
using System.Linq;

namespace GraphGen.Generator.Graph;

/// <summary>Checks a program after every pass: a mistake of the compiler is to fall here, not in somebody's numbers.</summary>
public static class Verifier
{
    public static Program Check(Program program, string pass)
    {
        HashSet<Value> written = [];
        foreach (Operation operation in program.Operations)
        {
            foreach (Value value in operation.Accesses.Where(access => !access.Writes).Select(access => access.Value!.Storage))
            {
                bool isOwnStore = operation.TakesEpilogue && operation.Epilogue.SelectMany(step => step.Operands).Any(operand => operand.Writes && operand.Value!.Storage == value);
                if (!value.IsGiven && !isOwnStore && !written.Contains(value))
                    throw Fault(pass, operation, $"reads '{value}' before anything wrote it");
            }

            foreach (Value value in operation.Accesses.Where(access => access.Writes).Select(access => access.Value!.Storage))
            {
                if (value.IsGiven && value.Kind != ValueKind.Parameter)
                    throw Fault(pass, operation, $"writes '{value}', which is given");
                if (value.Kind != ValueKind.Parameter && !written.Add(value) && !operation.Continues)
                    throw Fault(pass, operation, $"writes '{value}' a second time");
            }
        }

        return program;
    }

    private static InvalidOperationException Fault(string pass, Operation operation, string fault) =>
        new($"After the pass '{pass}', the operation '{operation.Title}' {fault}. This is a defect of GraphGen.");
}
