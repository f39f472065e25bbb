package schema

import "jobspor/model"

// AccessKeyType is the field table of AccessKey. One key belongs to one consultant, so that it says who somebody is.
func AccessKeyType() *Type {
	type k = model.AccessKey
	return &Type{Name: "accesskey", Table: "accesskeys", New: func() model.Entity { return &k{} }, Fields: []Field{
		field("consultant", Ref, func(e *k) any { return &e.Consultant }, to("consultant"), required),
		field("key", Text, func(e *k) any { return &e.Key }, required, unique, atMost(2000), mayCPR),
	}}
}
